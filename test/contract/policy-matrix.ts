export const POLICY_COLUMNS = [
  'COUNTY_OPERATOR',
  'TOWNSHIP_OPERATOR',
  'VILLAGE_OPERATOR',
  'CADRE',
  'HELPER',
  'INFO_OFFICER',
  'AUDITOR',
  'SHOP_OWNER',
  'PRODUCER',
  'CUSTOMER',
  'DEVICE',
  'CHANNEL',
  'VISITOR',
];

/**
 * Who may call what: `+` may (on rows of their own), `.` is FORBIDDEN, `!` is UNAUTHENTICATED. The test really calls every
 * operation as every role; a change of the policy changes this table, and is reviewed here.
 */
export const POLICY_MATRIX = `
                                  CO TO VO CA HE IN AU SH PR CU DE CH VI
mutation deliveryAreaRemove       +  +  +  .  .  .  .  +  .  .  .  .  !
mutation deliveryAreaSet          +  +  +  .  .  .  .  +  .  .  .  .  !
mutation deviceProvision          +  .  .  .  .  .  .  .  .  .  .  .  !
mutation deviceRevoke             +  .  .  .  .  .  .  .  .  .  .  .  !
mutation deviceSignIn             +  +  +  +  +  +  +  +  +  +  +  +  +
mutation handbookImport           +  +  +  +  +  +  .  .  .  .  .  .  !
mutation householdRegister        +  +  +  +  +  +  .  .  .  .  .  .  !
mutation householdReveal          +  +  +  .  .  .  .  .  .  .  .  .  !
mutation householdUpdate          +  +  +  +  +  +  .  .  .  .  .  .  !
mutation listingSet               +  +  +  .  .  .  .  .  .  .  .  .  !
mutation orderCancel              +  +  +  .  .  .  .  +  .  +  +  +  !
mutation orderComplete            +  +  +  .  .  .  .  +  .  .  +  +  !
mutation orderFulfil              +  +  +  .  .  .  .  +  .  .  +  +  !
mutation orderPay                 +  +  +  .  .  .  .  +  .  .  +  +  !
mutation orderPlace               +  +  +  +  +  +  +  +  +  +  +  +  +
mutation orderReturn              +  +  +  .  .  .  .  +  .  .  .  +  !
mutation orderReveal              +  +  +  .  .  .  .  +  .  .  .  +  !
mutation organisationRegister     +  +  +  .  .  .  .  .  .  .  .  .  !
mutation payeeSet                 +  +  .  .  .  .  .  .  .  .  .  .  !
mutation payoutApprove            +  +  .  .  .  .  .  .  .  .  .  .  !
mutation payoutCancel             +  +  .  .  .  .  .  .  .  .  .  .  !
mutation payoutExport             +  +  .  .  .  .  .  .  .  .  .  .  !
mutation payoutPrepare            +  +  .  .  .  .  .  .  .  .  .  .  !
mutation payoutReturn             +  +  .  .  .  .  .  .  .  .  .  .  !
mutation payoutSettle             +  +  .  .  .  .  .  .  .  .  .  .  !
mutation pickingBook              +  +  +  +  +  +  +  +  +  +  +  +  +
mutation pickingCancel            +  +  +  +  +  +  +  +  +  +  +  +  +
mutation pickingContactReveal     +  +  +  .  .  .  .  .  .  .  .  .  !
mutation pickingExperienceCreate  +  +  +  .  .  .  .  .  .  .  .  .  !
mutation productCreate            +  +  +  +  +  +  .  .  .  .  .  .  !
mutation productPublish           +  +  +  +  +  +  .  .  .  .  .  .  !
mutation productUpdate            +  +  +  +  +  +  .  .  .  .  .  .  !
mutation productWithdraw          +  +  +  +  +  +  .  .  .  .  .  .  !
mutation refresh                  +  +  +  +  +  +  +  +  +  +  +  +  +
mutation sharePlanSet             +  .  .  .  .  .  .  .  .  .  .  .  !
mutation shopRegister             +  +  +  .  .  .  .  .  .  .  .  .  !
mutation shopUpdate               +  +  +  .  .  .  .  +  .  .  .  .  !
mutation signIn                   +  +  +  +  +  +  +  +  +  +  +  +  +
mutation signOut                  +  +  +  +  +  +  +  +  +  +  +  +  +
mutation siteRegister             +  +  .  .  .  .  .  .  .  .  .  .  !
mutation staffCreate              +  +  .  .  .  .  .  .  .  .  .  .  !
mutation staffUpdate              +  +  .  .  .  .  .  .  .  .  .  .  !
mutation stockAdjust              +  +  +  +  +  +  .  +  .  .  .  .  !
mutation stockCount               +  +  +  +  +  +  .  +  .  .  .  .  !
mutation stockReceive             +  +  +  +  +  +  .  +  .  .  .  .  !
mutation stockTransfer            +  +  +  +  +  +  .  +  .  .  .  .  !
query auditBreaches               +  .  .  .  .  .  +  .  .  .  .  .  !
query brand                       +  +  +  +  +  +  +  +  +  +  +  +  +
query brands                      +  +  +  +  +  +  +  +  +  +  +  +  +
query county                      +  +  +  +  +  +  +  +  +  +  +  +  +
query deliveryCheck               +  +  +  +  +  +  +  +  +  +  +  +  +
query events                      +  +  +  +  +  +  +  +  +  +  +  +  +
query feedPosition                +  +  +  +  +  +  +  +  +  +  +  +  +
query household                   +  +  +  +  +  +  .  .  .  .  .  .  !
query households                  +  +  +  +  +  +  .  .  .  .  .  .  !
query incomeReport                +  +  +  +  +  +  +  +  +  +  +  +  +
query industryHall                +  +  +  +  +  +  +  +  +  +  +  +  +
query industryHalls               +  +  +  +  +  +  +  +  +  +  +  +  +
query ledgerBalances              +  .  .  .  .  .  +  .  .  .  .  .  !
query nearestShops                +  +  +  +  +  +  +  +  +  +  +  +  +
query node                        +  +  +  +  +  +  +  +  +  +  +  +  +
query nodes                       +  +  +  +  +  +  +  +  +  +  +  +  +
query order                       +  +  +  +  +  +  +  +  .  +  +  +  !
query orders                      +  +  +  +  +  +  +  +  .  +  +  +  !
query payoutRun                   +  +  +  .  .  .  +  .  .  .  .  .  !
query payoutRuns                  +  +  +  .  .  .  +  .  .  .  .  .  !
query pickingBookings             +  +  +  +  +  +  +  +  +  +  +  +  !
query pickingExperience           +  +  +  +  +  +  +  +  +  +  +  +  +
query pickingExperiences          +  +  +  +  +  +  +  +  +  +  +  +  +
query place                       +  +  +  +  +  +  +  +  +  +  +  +  +
query producerStatement           +  +  +  .  .  .  +  .  .  .  .  .  !
query product                     +  +  +  +  +  +  +  +  +  +  +  +  +
query products                    +  +  +  +  +  +  +  +  +  +  +  +  +
query sharePlan                   +  +  +  +  +  +  +  +  +  +  +  +  +
query shop                        +  +  +  +  +  +  +  +  +  +  +  +  +
query shops                       +  +  +  +  +  +  +  +  +  +  +  +  +
query sites                       +  +  +  +  +  +  +  +  +  +  +  +  +
query stockItems                  +  +  +  +  +  +  +  +  +  +  +  +  +
query township                    +  +  +  +  +  +  +  +  +  +  +  +  +
query viewer                      +  +  +  +  +  +  +  +  +  +  +  +  +
query village                     +  +  +  +  +  +  +  +  +  +  +  +  +
subscription orderChanges         +  +  +  +  +  +  +  +  .  +  +  +  !
subscription productChanges       +  +  +  +  +  +  +  +  +  +  +  +  +
subscription stockChanges         +  +  +  +  +  +  +  +  +  +  +  +  +
`;
