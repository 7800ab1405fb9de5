import type { Brand } from './brand.ts'

export type PartyId = Brand<'PartyId'>
export type ConsentRequestId = Brand<'ConsentRequestId'>
export type GrantId = Brand<'GrantId'>
export type EventId = Brand<'EventId'>
export type StreamId = Brand<'StreamId'>

type Id = PartyId | ConsentRequestId | GrantId | EventId | StreamId

const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Of any version, in letters of either case. */
export const isUuid = (text: string): boolean => pattern.test(text)

/** An id as somebody wrote it, in the small letters of ours; `undefined` for what can be none. */
export const parseId = <Wanted extends Id>(text: string): Wanted | undefined =>
  isUuid(text) ? (text.toLowerCase() as Wanted) : undefined

/** The lowest id that an event of this millisecond may have: ids begin with the time (UUID version 7). */
export const firstEventId = (milliseconds: number): EventId =>
  `${hex(milliseconds).replace(/^(.{8})/, '$1-')}-0000-0000-000000000000` as EventId

const hex = (milliseconds: number): string =>
  Math.max(0, milliseconds).toString(16).padStart(12, '0').slice(-12)
