/** Where the console begins. */
export const homePath = '/console'

/** Where the answer of the operators' provider comes to. */
export const loginPath = '/console/login'

/** Where a browser lands after logging out there. */
export const loggedOutPath = '/console/logged-out'

export const logOutPath = '/console/log-out'
