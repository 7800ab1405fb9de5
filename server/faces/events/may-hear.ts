import type { Client } from '../../domain/registry/client.ts'
import { manageScope, readScope } from './names.ts'

/** Whether a client is still registered for hearing of events. */
export const mayHear = ({ scopeValues }: Pick<Client, 'scopeValues'>): boolean =>
  [readScope, manageScope].some(one => scopeValues.includes(one))
