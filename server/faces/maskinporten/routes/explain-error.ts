import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import { route } from '../../../http/api/route.ts'
import { errorCodes } from '../wire/error-codes.ts'

const ErrorName = z.object({ code: z.string().max(20).describe('A code such as MP-303') })

export const explainError = () =>
  route<undefined, z.infer<typeof ErrorName>, unknown, unknown>({
    method: 'get',
    path: '/errors/:code',
    operationId: 'explainError',
    summary: 'Explain an error code, in plain text',
    params: ErrorName,
    response: { status: 200, description: 'The explanation' },
    refusals: ['request.malformed', 'request.not-found'],
    asksNothing: true,
    handle: async ({ params: { code } }) => {
      const text = Object.entries(errorCodes).find(([name]) => name === code)?.[1]
      if (!text) throw new Problem('request.not-found', 'There is no such code')
      const bytes = new TextEncoder().encode(`${code}: ${text}\n`)
      return { status: 200, file: { bytes, mediaType: 'text/plain; charset=utf-8' } }
    },
  })
