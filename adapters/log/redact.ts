import { redactText } from './redact-text.ts'

const deepest = 5
const longest = 50

/** Below it a number has fewer than 11 digits. */
const smallestIdentityNumber = 10_000_000_000

/** Members whose value is secret whatever it looks like. */
const secretName = /^(authorization|cookie|set-cookie|d|password|secret|client_?secret|assertion|nin|pid)$/i

/** A copy of a value with every text in it masked: plain objects, arrays and errors to a bounded depth, others by their name. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'number' || typeof value === 'bigint') return redactNumber(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= deepest) return '[deep]'
  if (value instanceof Date) return value
  if (ArrayBuffer.isView(value)) return '[bytes]'
  if (value instanceof Error) return redactError(value, depth)
  if (Array.isArray(value)) return value.slice(0, longest).map(item => redact(item, depth + 1))
  return isPlain(value) ? redactMembers(value, depth) : Object.prototype.toString.call(value)
}

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value))

function redactNumber(value: number | bigint): number | string {
  if (value < smallestIdentityNumber) return Number(value)
  const masked = redactText(String(value))
  return typeof value === 'number' && masked === String(value) ? value : masked
}

const redactMembers = (value: object, depth: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .slice(0, longest)
      .map(([name, member]) => [redactText(name), redactMember(name, member, depth)]),
  )

const redactMember = (name: string, member: unknown, depth: number): unknown =>
  secretName.test(name) && member !== undefined ? '[secret]' : redact(member, depth + 1)

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { cause, ...members } = error as Error & Record<string, unknown>
  return {
    type: error.name,
    ...redactMembers(members, depth),
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(cause !== undefined && { cause: redact(cause, depth + 1) }),
  }
}
