"""Shows the answers: Streamlit pages, folium map, tables and sentences."""
