import { groupsFrom } from './synonym-group.ts'

/** Customers, money and contracts. */
export const BUSINESS_GROUPS = groupsFrom(`
  customer, client, account holder
  prospect, sales lead, sales opportunity
  churn, cancellation, customer loss, cancelled their subscription
  renewal, contract extension, renew
  upsell, cross-sell, expansion deal
  deal closed, closed won, signed contract, won the deal
  quotation, price quote, sales quote
  contract, agreement
  terms of service, terms and conditions, tos
  sla, service level agreement, uptime guarantee
  pricing, price list, price
  discount, rebate, price reduction, coupon, voucher
  free trial, trial, trial period, evaluation period
  subscription, subscription plan, license seat
  invoice, bill
  overdue, unpaid invoice, late payment, dunning, payment reminder
  refund, money back, reimbursement to the customer, chargeback
  company card, corporate card, company credit card
  expense, expenses, reimbursement, expense report, expense claim
  business trip, travel, work trip
  travel expenses, per diem, meal allowance
  hotel, accommodation
  flight, plane ticket
  budget, spending limit
  procurement, purchasing
  purchase order, po
  vendor, supplier, provider
  cost, spend, expenditure
  save costs, cost cutting, cost reduction
  revenue, turnover, sales figures
  mrr, monthly recurring revenue
  arr, annual recurring revenue
  profit, earnings
  forecast, projection
  quarter end, end of quarter, quarterly close
  month end, monthly close, books closed
  tax, vat, sales tax
  bank account, bank details, iban
  payment provider, payment processor, payment gateway, psp
  fundraising, funding round, series a, series b
  investor, shareholder, venture capital
  acquisition, acquire, takeover, merger, m&a
  competitor, rival
  market research, user research, customer interviews
  persona, target group, target audience
  campaign, ad campaign, marketing push
  newsletter, mailing, email blast
  landing page, microsite
  press release, media announcement
  social media, linkedin, twitter
  trade show, trade fair, expo, conference booth
  webinar, online event
  launch, go to market, product launch
  demo, walkthrough
  slides, slide deck, deck, powerpoint
  spreadsheet, excel, google sheet
  brand guidelines, style guide, corporate design
  customer feedback, feature request, customer wish
  complaint, customer complaint, unhappy customer
  nps, net promoter score, customer satisfaction, csat
  account manager, customer success manager, csm
  reseller, channel partner
  parcel, shipment
  delivery note, packing slip
  warehouse, stock room
  out of stock, sold out, stock-out
  rma, returned goods, return shipment
  warranty, guarantee
  lawyer, legal team, legal counsel
  lawsuit, litigation, legal dispute
`)
