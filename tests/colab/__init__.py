"""What `make test-colab` runs: lessons and solutions as on Colab."""
