"""What every command pays before it reads anything."""


def rows(_bench):
    return [Row("the program alone: cordee version", ["version"], seconds=0.01, megabytes=16, runs=11)]  # noqa: F821
