/** The command line is wrong, not the world: the program ends with status 2, as POSIX tools do, and one line that says what to mend. */
export class UsageError extends Error {}
