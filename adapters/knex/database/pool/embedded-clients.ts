import type { Client } from 'pg'

const embedded = new WeakSet<Client>()

export const markEmbedded = (client: Client): void => void embedded.add(client)

/** What this connection was sent is done in this process, sooner or later: who gave it up would not know what it does next. */
export const isEmbedded = (client: Client): boolean => embedded.has(client)
