import Provider from 'oidc-provider'

type Handler = Parameters<Provider['registerResponseMode']>[1]
type GrantType<Params extends object> = Parameters<typeof Provider.prototype.registerGrantType<Params>>
type Around = (grant: () => Promise<void>) => Promise<void>

const formPost = 'form_post'

/**
 * The engine with a page of ours in place of its own for the response modes `form_post` and `form_post.jwt`, and with a place
 * for what goes around every grant type.
 */
export class HouseProvider extends Provider {
  #around: Around = grant => grant()

  /** @NOTE Called for the engine's own pages before this is made, and the first one stays. */
  override registerResponseMode(name: string, handler: Handler): void {
    if (!name.startsWith(formPost)) super.registerResponseMode(name, handler)
  }

  /** @NOTE Called for the engine's own grant types before this is made. */
  override registerGrantType<Params extends object>(
    ...[name, handler, ...parameters]: GrantType<Params>
  ): void {
    super.registerGrantType<Params>(name, ctx => this.#around(async () => handler(ctx)), ...parameters)
  }

  /** What `around` throws is the answer of the token endpoint, and is told as such. */
  grantWithin(around: Around): void {
    this.#around = around
  }

  answerFormPosts(handler: Handler): void {
    super.registerResponseMode(formPost, handler)
  }

  /** JARM section 2.3.3. */
  answerSignedFormPosts(handler: Handler): void {
    super.registerResponseMode(`${formPost}.jwt`, async (ctx, action, answer) => {
      const { IdToken } = this as unknown as { IdToken: SignedAnswer }
      const token = Object.assign(new IdToken({}, { ctx }), { extra: answer })
      await handler(ctx, action, { response: await token.issue({ use: 'authorization' }) })
    })
  }
}

type SignedAnswer = new (claims: object, given: object) => { issue(made: { use: string }): Promise<string> }
