"""The office reviews what a unit sent."""
