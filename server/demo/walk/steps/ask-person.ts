import { calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import { overview } from '../../world/purposes.ts'
import type { Visit } from '../cookie-jar.ts'
import { expect } from '../expect.ts'
import { findForm } from '../html.ts'
import type { Walk } from '../walk.ts'
import type { Endpoints } from './discover.ts'

/** What the client keeps while the person is away. */
export interface Asked {
  readonly page: Visit
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

/** Sends the person's browser to the authorization endpoint; it ends at the login form of the identity provider. */
export async function askPerson({ demo, browser }: Walk, { authorization }: Endpoints): Promise<Asked> {
  const { client_id, redirect_uris } = demo.clients.oauth.web
  const asked = {
    redirectUri: redirect_uris.find(uri => !uri.startsWith(demo.publicUrl)) ?? '',
    state: randomState(),
    nonce: randomNonce(),
    codeVerifier: randomPKCECodeVerifier(),
  }
  const parameters = new URLSearchParams({
    client_id,
    redirect_uri: asked.redirectUri,
    response_type: 'code',
    scope: 'openid profile offline_access income.read debt.read',
    prompt: 'consent',
    purpose: overview.id,
    consent_days: '30',
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: await calculatePKCECodeChallenge(asked.codeVerifier),
    code_challenge_method: 'S256',
    ui_locales: 'en',
  })
  const page = await browser.follow(`${authorization}?${parameters}`)
  expect(page.status === 200, `The way to the login ended with ${page.status}`)
  findForm(page.body, page.url, { name: 'outcome', value: 'login' })
  return { page, ...asked }
}
