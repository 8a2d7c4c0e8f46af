/** Leaves for the sign-in, which comes back to where the person is. */
export const signIn = (): void => {
  const { pathname, search } = window.location
  window.location.assign(`/login?return=${encodeURIComponent(pathname + search)}`)
}
