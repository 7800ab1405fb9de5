const email = /^[^\s@<>]+@[^\s@<>]+$/
const web = /^https:\/\/[^\s]+$/

/** Whether people can write to it: an e-mail address or an https address. */
export const isContact = (text: string): boolean => email.test(text) || web.test(text)

/** Where a link to it leads. */
export const contactLink = (contact: string): string => (web.test(contact) ? contact : `mailto:${contact}`)
