/**
 * Calls back when this process is asked to stop, and each time that it is asked again.
 *
 * A handler that is gone after the first signal would let the second one kill, in the middle of the last write; and there is a second one: systemd
 * signals every process of a service and a terminal every process of its group, and whoever started a process hands its own signal on.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.kill.html#KillMode=
 *
 * @param stop - must bear to be called again while it is at work
 */
export function onStopSignal(stop: () => void, signals: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT']) {
  for (const signal of signals) process.on(signal, stop)
}
