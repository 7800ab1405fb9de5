import type { EventId } from '../../../domain/ids.ts'

/** When an event was begun, by its id. */
export const instantOf = (id: EventId): Date =>
  new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))

/** An id as sixteen bytes with the first three groups turned round, in base64: how .NET writes it. */
export function toCursor(id: EventId): string {
  const bytes = turned(id.replaceAll('-', '').match(/../g) ?? [])
  return btoa(bytes.map(byte => String.fromCharCode(Number.parseInt(byte, 16))).join(''))
}

/** `undefined` for what is no cursor. */
export function fromCursor(cursor: string): EventId | undefined {
  if (!/^[A-Za-z0-9+/]{22}==$/.test(cursor)) return undefined
  const bytes = Array.from(atob(cursor), byte => byte.charCodeAt(0).toString(16).padStart(2, '0'))
  return turned(bytes)
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as EventId
}

const turned = (bytes: readonly string[]): readonly string[] => [
  ...bytes.slice(0, 4).toReversed(),
  ...bytes.slice(4, 6).toReversed(),
  ...bytes.slice(6, 8).toReversed(),
  ...bytes.slice(8),
]
