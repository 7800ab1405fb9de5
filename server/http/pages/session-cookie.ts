/** The cookie of a person's login session, by the name that pages know it by. */
export const sessionCookie = 'session'
