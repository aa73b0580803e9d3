"""The observatory: tables, the pipeline that carries captures through the rooms, rebuild and export."""
