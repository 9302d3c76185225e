"""The register from a file: read, compared with what is there, written once it is confirmed."""
