"""What every lesson shares that needs Streamlit."""
