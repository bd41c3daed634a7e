"""What is done with second factors, without knowing the web."""
