/**
 * The one time of this process. Libraries read the global `Date`, so it is `Date` itself that follows the time given
 * here, for the whole process. Timers are not touched.
 */
export interface ProcessTime {
  /** Milliseconds since 1970. */
  now(): number
  /** From now on the time comes from `source`, milliseconds since 1970; `undefined` is the machine's own clock. */
  follow(source: (() => number) | undefined): void
  /** Adds to what the source says. */
  move(milliseconds: number): void
  /** Stands still at an instant until `release`. */
  hold(at: Date): void
  /** Undoes `move` and `hold`. */
  release(): void
}

const MachineDate = Date
const machineNow = Date.now

let source: () => number = machineNow
let moved = 0
let held: number | undefined
let installed = false

const now = (): number => Math.floor(held ?? source() + moved)

function install(): void {
  if (installed) return
  installed = true
  MachineDate.now = now
  const FollowingDate = new Proxy(MachineDate, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new MachineDate(now()).toString(),
  })
  Object.defineProperty(MachineDate.prototype, 'constructor', { value: FollowingDate })
  globalThis.Date = FollowingDate
}

/** Touches nothing until it is made to follow, move or hold. */
export const processTime: ProcessTime = {
  now,
  follow(next) {
    install()
    source = next ?? machineNow
  },
  move(milliseconds) {
    install()
    moved += milliseconds
  },
  hold(at) {
    install()
    held = at.getTime()
  },
  release() {
    moved = 0
    held = undefined
  },
}
