import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Enough to tell a process from another that got the same number later. */
export interface RunningProcess {
  readonly pid: number
  /** When it started, in the operating system's own words. */
  readonly started: string
  /** Where its number means anything: this boot of this machine, this container. */
  readonly place: string
}

export const thisProcess = (): RunningProcess => ({
  pid: process.pid,
  started: startOf(process.pid),
  place: here(),
})

/** `elsewhere` when the number was given by another machine or container, so that nobody here can know. */
export function lifeOf(other: RunningProcess): 'running' | 'gone' | 'elsewhere' {
  if (other.place !== here()) return 'elsewhere'
  return exists(other.pid) && startOf(other.pid) === other.started ? 'running' : 'gone'
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const here = (): string =>
  [
    hostname(),
    orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    orEmpty(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ')

const startOf = (pid: number): string => orEmpty(() => fromProc(pid)) || orEmpty(() => fromPs(pid))

/** The 22nd field of proc_pid_stat(5); the second one is in brackets and may hold anything. */
const fromProc = (pid: number): string =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')[19] ?? ''

const fromPs = (pid: number): string =>
  execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()

function orEmpty(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
