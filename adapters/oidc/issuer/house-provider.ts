import Provider from 'oidc-provider'

type Handler = Parameters<Provider['registerResponseMode']>[1]

const formPost = 'form_post'

/** The engine with a page of ours in place of its own for the response mode `form_post`. */
export class HouseProvider extends Provider {
  /** @NOTE Called for the engine's own page before this is made, and the first one stays. */
  override registerResponseMode(name: string, handler: Handler): void {
    if (name !== formPost) super.registerResponseMode(name, handler)
  }

  answerFormPosts(handler: Handler): void {
    super.registerResponseMode(formPost, handler)
  }
}
