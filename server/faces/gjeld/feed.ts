import type { EventType } from '../../domain/event.ts'

/** The event that makes a consent, and those that end it. */
export const createdBy: EventType = 'accepted'
const archivedBy: readonly EventType[] = ['exhausted', 'revoked', 'expired']

/** What the feed shows, and for how long. */
export const told = { types: [createdBy, ...archivedBy], seconds: 7 * 24 * 3600 }

/**
 * The feed's numbers begin at 2: clients that have read nothing yet behave as if they had read number 1.
 * An asker's events are numbered from 1.
 */
export const sequenceNrOf = (sequence: number): number => sequence + 1
export const sequenceOf = (sequenceNr: number): number => sequenceNr - 1
