import { groupsFrom } from './synonym-group.ts'

/** When things break, access, and security. */
export const TROUBLE_GROUPS = groupsFrom(`
  outage, incident, downtime, down, unavailable, service disruption
  broken, not working, doesn't work, does not work, stopped working, failing
  error message, exception
  slow, sluggish, laggy, latency, performance problem
  freeze, hang, unresponsive, stuck
  alert, alarm, pagerduty, monitor triggered
  on-call, on call, oncall, pager duty, standby duty
  post-mortem, postmortem, incident review, incident report, retrospective of the incident
  root cause, rca, underlying cause
  severity, sev, priority level
  status page, statuspage
  escalate, escalation, raise with
  degraded, partial outage, reduced performance
  data loss, lost data, missing data
  fix, resolve, mitigate
  login, log in, log on, sign in, sign-in, signin, logging in, authentication, authenticate
  logout, log out, log off, sign out, signed out, logged out
  sign up, sign-up, signup, register, registration, create an account
  locked out, lockout, account locked, cannot access my account
  password reset, reset password, forgot password, new password, change password
  password, passphrase, credentials
  single sign-on, sso, saml, okta
  two-factor, 2fa, mfa, two-step login, two-step verification, multi-factor, authenticator
  permission, access rights, access
  access denied, permission denied, forbidden, unauthorized, 403
  vpn, remote access, tunnel
  wifi, wi-fi, wlan, wireless network
  firewall, allow list, allowlist, whitelist, ip whitelist
  phishing, scam mail, suspicious email, fake email
  security incident, data breach, breach, data leak
  vulnerability, security hole, cve
  penetration test, pen test, pentest, security audit
  api key, access token, secret key
  rotate keys, key rotation, renew the key
  encryption, encrypted at rest
  spam, junk mail
  virus, malware, ransomware
  laptop, notebook, macbook
  smartphone, company phone, work phone
  external monitor, external display, second screen
  headset, headphones, microphone
  new hardware, new laptop, replacement laptop, equipment request
  install software, software request, new license, licence
  helpdesk, help desk, it support, service desk
  ticket, support case, support request
  mailbox, inbox, email account
  mailing list, distribution list, email group
  shared drive, file share, google drive
  offboarding, deprovision, remove access, revoke access, last day
  provisioning, provision, grant access, give access
  badge, key card, keycard, access card
`)
