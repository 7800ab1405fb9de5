import { financesPath } from '../../register/finances-route.ts'
import { expect } from '../expect.ts'
import type { Walk } from '../walk.ts'
import type { Endpoints } from './discover.ts'
import type { Tokens } from './exchange-code.ts'

/** The client asks who the person is. */
export async function readUserinfo(
  { call }: Walk,
  { userinfo }: Endpoints,
  { accessToken, subject }: Tokens,
) {
  const { status, body } = await call({ url: userinfo, bearer: accessToken })
  expect(status === 200, `Userinfo answered ${status}`)
  expect(body.sub === subject, 'Userinfo is about another person')
}

/** The client fetches what the person said yes to. */
export async function fetchFinances({ demo, call }: Walk, { accessToken }: Tokens) {
  const { status, body } = await call({ url: `${demo.publicUrl}${financesPath}`, bearer: accessToken })
  expect(status === 200, `The demo register answered ${status}`)
  expect(Array.isArray(body.finances) && body.finances.length > 0, 'The demo register gave nothing')
}

/** The client tries once more after the withdrawal. */
export async function checkFetchRefused({ demo, call }: Walk, { accessToken }: Tokens) {
  const { status } = await call({ url: `${demo.publicUrl}${financesPath}`, bearer: accessToken })
  expect(status === 401, 'The demo register should refuse the token')
}
