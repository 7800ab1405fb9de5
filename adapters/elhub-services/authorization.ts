/** The value of an `Authorization` header, made for each call. */
export interface Authorization {
  read(): Promise<string>
  /** What was read was refused: the next read must not give it again. */
  forget(): void
}

export function basicAuthorization({
  username,
  password,
}: {
  readonly username: string
  readonly password: string
}): Authorization {
  const value = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  return { read: async () => value, forget: () => {} }
}
