"""The numbers of the course, and its pictures as values. Nothing here knows Streamlit."""
