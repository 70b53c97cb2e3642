"""Team waves: contributions that nobody can trace. Knows neither the vault nor the practice."""
