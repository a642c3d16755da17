"""What every command pays before it reads anything."""
from measuring import Row


def rows(_bench):
    """Called once, with where things are (Bench in bench/methods); TARGETS would name what else to build."""
    return [Row("the program alone: cordee version", ["version"], seconds=0.005, megabytes=8, runs=11)]
