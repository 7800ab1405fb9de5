import { ServerResponse } from 'node:http'
import { everywhere } from './security-headers.ts'

/** Answers that carry the headers of all answers, also those that Node and libraries give by themselves. */
export function answersWith({ secure = false }: { readonly secure?: boolean }): typeof ServerResponse {
  const headers = Object.entries(everywhere(secure))
  class OurResponse extends ServerResponse {
    override writeHead(...given: unknown[]): this {
      for (const [name, value] of headers) if (!this.hasHeader(name)) this.setHeader(name, value)
      return super.writeHead(...(given as Parameters<ServerResponse['writeHead']>)) as this
    }
  }
  return OurResponse as typeof ServerResponse
}
