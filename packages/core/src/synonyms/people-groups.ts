import { groupsFrom } from './synonym-group.ts'

/** People, time, office and how work is arranged. */
export const PEOPLE_GROUPS = groupsFrom(`
  pto, vacation, holiday, paid time off, annual leave, days off, time off, leave
  public holiday, bank holiday
  sick leave, sick day, sick, calling in sick, ill, unwell
  parental leave, maternity leave, paternity leave
  sabbatical, unpaid leave
  out of office, ooo, absent
  work from home, wfh, remote work, home office
  office days, in-office, hybrid work, days in the office
  working hours, office hours, core hours
  overtime, extra hours, time in lieu
  onboarding, new joiner, new starter, new hire, first day
  hire, recruit, hiring, recruiting
  candidate, applicant
  job interview, interview loop, onsite interview
  job offer, offer letter, employment contract
  open position, vacancy, open role, job opening, headcount
  referral bonus, refer a friend
  resign, resignation, leaving the company, hand in notice
  lay off, layoff, redundancy, let go
  probation, probation period, probationary period
  promotion, promoted, career step
  performance review, appraisal, annual review, feedback round
  one-on-one, one on one, 1:1, 1-1
  salary, compensation, wage
  pay raise, salary increase, salary review
  payslip, pay slip, pay stub, payroll
  bonus, variable pay
  stock options, equity, esop, shares
  benefits, perks
  health insurance, medical insurance
  pension, retirement plan, 401k
  training, course, workshop
  learning budget, education budget, training budget
  human resources, hr, people team, people ops
  manager, boss, team lead, supervisor
  coworker, colleague, teammate
  employee, staff member
  contractor, freelancer, external consultant
  intern, internship, working student
  ceo, chief executive
  cto, chief technology officer
  cfo, chief financial officer
  customer support, customer service, support team
  org chart, reporting line, team structure
  reorg, reorganization, restructuring
  conference call, sync meeting, zoom call
  all-hands, all hands, town hall, company meeting
  stand-up, standup, daily scrum
  retro, retrospective
  kickoff, kick-off, kick off
  offsite, off-site, team retreat, team event
  agenda, meeting topics
  meeting notes, meeting minutes, minutes of the meeting
  postpone, reschedule, push back, delay
  cancel, call off
  invite, invitation, calendar invite
  meeting room, conference room
  zoom, video call, google meet, video conference
  headquarters, hq, head office
  desk booking, hot desk, hot-desking, book a desk
  parking, parking spot, car park
  canteen, cafeteria
  relocation, moving office, office move
  deadline, due date, cut-off, cutoff date
  eta, expected date, estimated date
  schedule, timetable
  roadmap, quarterly plan, product plan
  milestone, project phase
  sprint, iteration
  story points, effort estimate, estimation
  task, to-do, todo, action item
  owner, owns, responsible, in charge, accountable, point of contact, dri
  blocked, blocker, waiting on, held up
  urgent, asap, high priority, time-critical
  approve, approval, sign off, sign-off, green light, go-ahead
  decide, decision
  goal, objective, okr
  kpi, metric, key figure
  handover, hand over, handoff, knowledge transfer
  guideline, policy
  code of conduct, conduct policy
  gdpr, data protection, privacy law, dsgvo
  nda, non-disclosure agreement, confidentiality agreement
  survey, questionnaire, poll
  draft, first version, work in progress, wip
  announcement, announce, heads-up
`)
