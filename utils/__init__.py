"""What the notebooks of the course share: data, plotting, and the course tools."""
