import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { followStream } from './follow-stream.ts'
import type { LogSource, TakeLine } from './source.ts'
import { lineOfSyslog } from './syslog-message.ts'

/**
 * Receives datagrams and writes each as one line; the first, empty one says that it is ready. It ends when nobody reads any more, and when its
 * standard input ends, after it has read what has already arrived. Signals are for the process that started it: a service manager or a terminal
 * sends them to both, and what arrives while the other is stopping counts, too.
 */
const receiver = `
  use strict; use Errno; use Socket;
  my ($path) = @ARGV;
  unlink $path if -S $path;
  socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die "no socket: $!\\n";
  bind($socket, sockaddr_un($path)) or die "$path: $!\\n";
  chmod 0666, $path;
  # Between messages it looks whether it is to end.
  setsockopt($socket, SOL_SOCKET, SO_RCVTIMEO, pack("l!l!", 0, 100_000)) or die "no time limit: $!\\n";
  $SIG{$_} = 'IGNORE' for qw(TERM INT HUP);
  syswrite STDOUT, "\\n";
  my $wait = 0;
  while (1) {
    my $message;
    if (defined recv($socket, $message, 65536, $wait)) {
      $message =~ tr/\\n/ /;
      syswrite(STDOUT, "$message\\n") or last;
    } elsif ($wait || !($!{EINTR} || $!{EAGAIN})) {
      last;
    }
    vec(my $input = '', 0, 1) = 1;
    $wait = MSG_DONTWAIT if select($input, undef, undef, 0) > 0;
  }
`

/** As for UDP. */
const lastWait = 100

/**
 * Receives syslog messages by a UNIX socket. nginx sends datagrams (SOCK_DGRAM), which Node has not been able to receive there since 0.5:
 * its UNIX sockets are streams, and node:dgram knows UDP alone. So a process of Perl does it, which is part of every Debian and needs no
 * module; the mode of the socket is for all, since its folder decides who gets there.
 *
 * Source: https://github.com/nodejs/node/issues/29339, https://github.com/nodejs/node/issues/61933
 */
export async function followUnix(path: string, take: TakeLine): Promise<LogSource> {
  // With a locale that is not installed Perl would warn at each start.
  const child = spawn('perl', ['-e', receiver, path], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } })
  let fault = ''
  child.stderr.on('data', (chunk: Buffer) => fault += chunk.toString())
  child.on('error', error => fault = `perl is needed to receive from a UNIX socket, but cannot be started: ${error.message}`)
  const closed = once(child, 'close').catch(() => {})
  const source = followStream(child.stdout, `syslog on ${path}`, line => take(line === undefined ? line : lineOfSyslog(line)))
  await Promise.race([once(child.stdout, 'data'), closed])
  if (child.pid === undefined || child.exitCode !== null) throw new Error(fault.trim() || 'the receiver ended at once')
  let isStopping = false
  return {
    ...source,
    ended: source.ended.then(() => {
      if (!isStopping) throw new Error(`the receiver has ended: ${fault.trim() || 'nobody knows why'}`)
    }),
    stop: async () => {
      isStopping = true
      await sleep(lastWait)
      child.stdin.end()
      await closed
      await source.stop()
      rmSync(path, { force: true })
    },
  }
}
