import { z } from 'zod'
import { utcText } from '../../../domain/text/utc-text.ts'
import type { ListedLogin } from '../../../ports/sessions/login-session-store.ts'

export const SessionDocument = z.object({
  id: z.string(),
  level: z.enum(['low', 'substantial', 'high']),
  authenticated_at: z.string().describe('When she logged in, RFC 3339'),
  ends_idle: z.string().describe('When it ends unless she does something before, RFC 3339'),
  ends_latest: z.string().describe('When it ends whatever she does, RFC 3339'),
})

export const sessionDocument = ({
  id,
  level,
  authenticatedAt,
  ends,
}: ListedLogin): z.infer<typeof SessionDocument> => ({
  id,
  level,
  authenticated_at: utcText(authenticatedAt),
  ends_idle: utcText(ends.idle),
  ends_latest: utcText(ends.latest),
})

export const exampleSession = {
  id: 'x1Rk8vQmZy3c',
  level: 'substantial',
  authenticated_at: '2026-11-30T09:00:00+00:00',
  ends_idle: '2026-11-30T09:30:00+00:00',
  ends_latest: '2026-11-30T17:00:00+00:00',
} as const
