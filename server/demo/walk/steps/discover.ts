import { expect, textOf } from '../expect.ts'
import type { Walk } from '../walk.ts'

export interface Endpoints {
  readonly authorization: string
  readonly token: string
  readonly introspection: string
  readonly userinfo: string
}

/** Finds the endpoints from the issuer's address alone. */
export async function discover({ demo, narrator }: Walk): Promise<Endpoints> {
  const url = `${demo.issuers.oauth}/.well-known/openid-configuration`
  narrator.request('GET', url)
  const answer = await fetch(url)
  expect(answer.status === 200, `The metadata answered ${answer.status}`)
  const metadata = (await answer.json()) as Record<string, unknown>
  expect(metadata.issuer === demo.issuers.oauth, 'The metadata are of another issuer')
  const found = {
    authorization: textOf(metadata, 'authorization_endpoint'),
    token: textOf(metadata, 'token_endpoint'),
    introspection: textOf(metadata, 'introspection_endpoint'),
    userinfo: textOf(metadata, 'userinfo_endpoint'),
  }
  narrator.answer(answer.status, named(found))
  return found
}

const named = (endpoints: Endpoints) =>
  Object.fromEntries(Object.entries(endpoints).map(([name, url]) => [`${name} endpoint`, url]))
