"""Help: how to read the pages, what the words mean, what the numbers cannot say."""

import streamlit as st

from dashboard import frames, glossary, sentences

st.header("In three steps")
st.markdown(glossary.STEPS)
st.header("What each page is for")
st.markdown(glossary.PAGES)
st.header("Words")
for word, meaning in glossary.WORDS.items():
    st.markdown(f"**{word}**: {meaning}")
st.header("Five kinds of nothing")
st.markdown(glossary.NOTHING)
st.header("By keyboard")
st.markdown(glossary.KEYBOARD)
st.caption(sentences.edition(frames.edition()))
