"""The register of legal documents (sổ căn cứ): what they are, and when they are in force.

Căn cứ (legal basis): a document that another one goes by. Hiệu lực (force): from a first day
until the day on which another takes its place.
"""
