"""Pages: each is a sentence that joins filters, frames, layers and panels."""
