"""The teacher's half: a student's answers, run with the course's checks through nbval."""
