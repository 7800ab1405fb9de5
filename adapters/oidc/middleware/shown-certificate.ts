import type { Middleware } from 'koa'
import type { ClientCertificates } from '../issuer/materials.ts'
import { answerWithProblem } from '../errors/answer.ts'

/** Learns which certificate the client showed, before anybody asks. */
export const shownCertificate =
  (certificates: ClientCertificates): Middleware =>
  async (ctx, next) => {
    try {
      ctx.state.certificate = certificates.shownIn(ctx.req)
    } catch (error) {
      answerWithProblem(ctx, error)
      return undefined
    }
    return next()
  }
