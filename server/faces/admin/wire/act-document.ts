import { z } from 'zod'
import { operationNames } from '../../../domain/operators/operations.ts'
import type { OperatorAct } from '../../../domain/operators/operator-act.ts'
import { toldAct } from '../../../wording/told-act.ts'

export const ActDocument = z.object({
  id: z.string(),
  time: z.string().describe('When, RFC 3339'),
  operator: z.object({
    id: z.string(),
    name: z.string(),
    door: z.enum(['api', 'console', 'command']).describe('Where the operator came in'),
  }),
  operation: z.enum(operationNames),
  target: z.object({ kind: z.string(), id: z.string() }).describe('What it was done to'),
  party: z.string().optional().describe('Whom it is about, by the id here, never by a number'),
  reason: z.string().optional().describe('As the operator wrote it; gone when who it is about was erased'),
  before: z.unknown().optional().describe('How it stood, without secrets'),
  after: z.unknown().optional().describe('How it stands, without secrets'),
  trace_id: z.string().optional().describe('Names the request in the log'),
})

export const actDocument: (act: OperatorAct) => z.infer<typeof ActDocument> = toldAct

export const exampleAct = {
  id: '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a10',
  time: '2026-11-30T09:00:00.25+00:00',
  operator: { id: 'demo-administrator', name: 'Administrator', door: 'api' },
  operation: 'client.suspend',
  target: { kind: 'client', id: 'demo-bank' },
  reason: 'Its secret was found in the open',
  trace_id: '01a22be4-5c1e-7d0b-8a51-6d1b0f3c2e11',
}
