/** Whether the person with this national identity number may give consents now. */
export type PersonCheck = (nin: string) => Promise<boolean>
