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
mutation allianceDeclare          +  +  +  .  .  .  .  .  .  .  .  .  !
mutation allianceForm             +  +  +  .  .  .  .  .  .  .  .  .  !
mutation allianceJoin             +  +  +  .  .  .  .  .  .  .  .  .  !
mutation allocationShortfall      +  +  +  .  .  .  .  .  .  .  .  .  !
mutation auditUpload              .  .  .  .  .  .  .  .  .  .  +  .  !
mutation batchArrive              +  +  +  .  .  .  .  .  .  .  .  .  !
mutation batchBegin               +  +  +  +  +  +  .  .  .  .  .  .  !
mutation batchBrand               +  +  +  .  .  .  .  .  .  .  .  .  !
mutation batchHarvest             +  +  +  +  +  +  .  .  .  .  .  .  !
mutation batchPack                +  +  +  .  .  .  .  .  .  .  .  .  !
mutation batchRecall              +  +  .  .  .  .  .  .  .  .  .  .  !
mutation batchSend                +  +  +  .  .  .  .  .  .  .  .  .  !
mutation batchStore               +  +  +  .  .  .  .  .  .  .  .  .  !
mutation batchWriteOff            +  +  +  .  .  .  .  .  .  .  .  .  !
mutation brandLicenceGrant        +  .  .  .  .  .  .  .  .  .  .  .  !
mutation brandLicenceRevoke       +  .  .  .  .  .  .  .  .  .  .  .  !
mutation certificateIssue         +  +  +  .  .  .  .  .  .  .  .  .  !
mutation certificateVoid          +  +  +  .  .  .  .  .  .  .  .  .  !
mutation channelLinkRemove        +  .  .  .  .  .  .  .  .  .  .  .  !
mutation channelLinkSet           +  .  .  .  .  .  .  .  .  .  .  .  !
mutation collectionPay            +  +  +  +  +  +  .  .  .  .  .  .  !
mutation collectionPlanSet        +  +  +  +  +  +  .  .  .  .  .  .  !
mutation collectionReceive        +  +  +  +  +  +  .  .  .  .  .  .  !
mutation collectionRoundEnd       +  +  +  +  +  +  .  .  .  .  .  .  !
mutation collectionRoundPlan      +  +  +  +  +  +  .  .  .  .  .  .  !
mutation concessionStatementIssue +  +  +  .  .  .  .  .  .  .  .  .  !
mutation concessionTermSet        +  +  +  .  .  .  .  .  .  .  .  .  !
mutation connectionActivate       +  .  .  .  .  .  .  .  .  .  .  .  !
mutation connectionCheck          +  .  .  .  .  .  .  .  .  .  .  .  !
mutation connectionCreate         +  .  .  .  .  .  .  .  .  .  .  .  !
mutation connectionDeactivate     +  .  .  .  .  .  .  .  .  .  .  .  !
mutation connectionTokenIssue     +  .  .  .  .  .  .  .  .  .  .  .  !
mutation connectionUpdate         +  .  .  .  .  .  .  .  .  .  .  .  !
mutation connectionVerify         +  .  .  .  .  .  .  .  .  .  .  .  !
mutation consentRecord            +  +  +  +  +  +  .  .  .  .  .  .  !
mutation consentWithdraw          +  +  +  +  +  +  .  .  .  .  .  .  !
mutation counterDayCount          +  +  +  .  .  .  .  .  .  .  .  .  !
mutation counterRegister          +  +  +  .  .  .  .  .  .  .  .  .  !
mutation deliveryAreaRemove       +  +  +  .  .  .  .  +  .  .  .  .  !
mutation deliveryAreaSet          +  +  +  .  .  .  .  +  .  .  .  .  !
mutation deliveryReplay           +  .  .  .  .  .  .  .  .  .  .  .  !
mutation deliveryReplayAll        +  .  .  .  .  .  .  .  .  .  .  .  !
mutation deviceClaim              +  +  +  +  +  +  +  +  +  +  +  +  +
mutation deviceClaimIssue         +  .  .  .  .  .  .  .  .  .  .  .  !
mutation deviceKeyRotate          .  .  .  .  .  .  .  .  .  .  +  .  !
mutation deviceProvision          +  .  .  .  .  .  .  .  .  .  .  .  !
mutation deviceRevoke             +  .  .  .  .  .  .  .  .  .  .  .  !
mutation deviceSignIn             +  +  +  +  +  +  +  +  +  +  +  +  +
mutation disputeResolve           +  .  .  .  .  .  .  .  .  .  .  .  !
mutation handbookImport           +  +  +  +  +  +  .  .  .  .  .  .  !
mutation heritageMarkGrant        +  .  .  .  .  .  .  .  .  .  .  .  !
mutation householdRegister        +  +  +  +  +  +  .  .  .  .  .  .  !
mutation householdReveal          +  +  +  .  .  .  .  .  .  .  .  .  !
mutation householdUpdate          +  +  +  +  +  +  .  .  .  .  .  .  !
mutation inboxMessageDismiss      +  .  .  .  .  .  .  .  .  .  .  .  !
mutation inboxMessageRetry        +  .  .  .  .  .  .  .  .  .  .  .  !
mutation inboxMessageReveal       +  .  .  .  .  .  .  .  .  .  .  .  !
mutation inputUseRecord           +  +  +  +  +  +  .  .  .  .  .  .  !
mutation inspectionCorrect        +  .  .  .  .  .  .  .  .  .  .  .  !
mutation inspectionPublish        +  .  .  .  .  .  .  .  .  .  .  .  !
mutation inspectionRecord         +  +  .  .  .  .  .  .  .  .  .  .  !
mutation inspectionReview         +  +  .  .  .  .  +  .  .  .  .  .  !
mutation journalUpload            .  .  .  .  .  .  .  .  .  .  +  .  !
mutation keptLineAssign           +  +  +  .  .  .  .  .  .  .  .  .  !
mutation kioskCommandIssue        +  +  +  .  .  .  .  .  .  .  .  .  !
mutation kioskCommandReport       .  .  .  .  .  .  .  .  .  .  +  .  !
mutation kioskHeartbeat           .  .  .  .  .  .  .  .  .  .  +  .  !
mutation kioskRegister            +  +  +  .  .  .  .  .  .  .  .  .  !
mutation limitTableImport         +  .  .  .  .  .  .  .  .  .  .  .  !
mutation listingSet               +  +  +  .  .  .  .  .  .  .  .  .  !
mutation monitoringPlanSet        +  .  .  .  .  .  .  .  .  .  .  .  !
mutation officerAppoint           +  +  .  .  .  .  .  .  .  .  .  .  !
mutation orderAllocate            +  +  .  .  .  .  .  .  .  .  .  .  !
mutation orderCancel              +  +  +  .  .  .  .  +  .  +  +  +  !
mutation orderComplete            +  +  +  .  .  .  .  +  .  .  +  +  !
mutation orderDispatch            +  +  +  .  .  .  .  .  .  .  .  .  !
mutation orderFulfil              +  +  +  .  .  .  .  +  .  .  +  +  !
mutation orderPay                 +  +  +  .  .  .  .  +  .  .  +  +  !
mutation orderPlace               +  +  +  +  +  +  +  +  +  +  +  +  +
mutation orderReturn              +  +  +  .  .  .  .  +  .  .  .  +  !
mutation orderReveal              +  +  +  .  .  .  .  +  .  .  .  +  !
mutation organisationRegister     +  +  +  .  .  .  .  .  .  .  .  .  !
mutation outletAlertClear         +  +  +  .  .  .  .  .  .  .  .  .  !
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
mutation planogramSet             +  +  +  .  .  .  .  .  .  .  .  .  !
mutation pledgeBreach             +  +  .  .  .  .  +  .  .  .  .  .  !
mutation pledgeSign               +  +  +  .  .  .  .  .  .  .  .  .  !
mutation productCreate            +  +  +  +  +  +  .  .  .  .  .  .  !
mutation productPublish           +  +  +  +  +  +  .  .  .  .  .  .  !
mutation productUpdate            +  +  +  +  +  +  .  .  .  .  .  .  !
mutation productWithdraw          +  +  +  +  +  +  .  .  .  .  .  .  !
mutation refresh                  +  +  +  +  +  +  +  +  +  +  +  +  +
mutation refundRecord             +  +  +  .  .  .  .  .  .  .  .  +  !
mutation refundRetry              +  +  +  .  .  .  .  .  .  .  .  +  !
mutation sharePlanSet             +  .  .  .  .  .  .  .  .  .  .  .  !
mutation shopRegister             +  +  +  .  .  .  .  .  .  .  .  .  !
mutation shopUpdate               +  +  +  .  .  .  .  +  .  .  .  .  !
mutation signIn                   +  +  +  +  +  +  +  +  +  +  +  +  +
mutation signOut                  +  +  +  +  +  +  +  +  +  +  +  +  +
mutation siteRegister             +  +  .  .  .  .  .  .  .  .  .  .  !
mutation slotLoad                 +  +  +  .  .  .  .  .  .  .  .  .  !
mutation slotUnload               +  +  +  .  .  .  .  .  .  .  .  .  !
mutation staffCreate              +  +  .  .  .  .  .  .  .  .  .  .  !
mutation staffUpdate              +  +  .  .  .  .  .  .  .  .  .  .  !
mutation stockAdjust              +  +  +  +  +  +  .  +  .  .  .  .  !
mutation stockCount               +  +  +  +  +  +  .  +  .  .  .  .  !
mutation stockReceive             +  +  +  +  +  +  .  +  .  .  .  .  !
mutation stockTransfer            +  +  +  +  +  +  .  +  .  .  .  .  !
mutation storyPublish             +  +  .  .  .  .  .  .  .  .  .  .  !
mutation storyUnpublish           +  +  .  .  .  .  .  .  .  .  .  .  !
mutation storyWrite               +  +  +  +  +  +  .  .  .  .  .  .  !
mutation vendAuthorise            .  .  .  .  .  .  .  .  .  .  +  .  !
mutation vendReport               .  .  .  .  .  .  .  .  .  .  +  .  !
mutation vendReserve              .  .  .  .  .  .  .  .  .  .  +  .  !
mutation vendResolve              +  +  +  .  .  .  .  .  .  .  .  .  !
mutation wechatPrepay             +  +  +  +  +  +  +  +  .  +  +  +  !
mutation wechatSignIn             +  +  +  +  +  +  +  +  +  +  +  +  +
mutation wechatSubscribe          +  +  +  +  +  +  +  +  .  +  +  +  !
query allianceMembers             +  +  +  +  +  +  +  .  .  .  .  .  !
query auditBreaches               +  .  .  .  .  .  +  .  .  .  .  .  !
query auditReports                +  +  +  +  +  +  +  .  .  .  +  +  !
query batch                       +  +  +  +  +  +  +  +  +  +  +  +  +
query batchReach                  +  +  .  .  .  .  .  .  .  .  .  .  !
query batches                     +  +  +  +  +  +  +  +  +  +  +  +  +
query brand                       +  +  +  +  +  +  +  +  +  +  +  +  +
query brandLicences               +  +  +  +  +  +  +  +  +  +  +  +  +
query brands                      +  +  +  +  +  +  +  +  +  +  +  +  +
query channelDifferences          +  .  .  .  .  .  .  .  .  .  .  .  !
query channelHealth               +  .  .  .  .  .  .  .  .  .  .  .  !
query channelLinks                +  .  .  .  .  .  .  .  .  .  .  .  !
query channelPlugins              +  .  .  .  .  .  .  .  .  .  .  .  !
query collectionReceipts          +  +  +  +  +  +  +  .  .  .  .  .  !
query collectionRounds            +  +  +  +  +  +  +  .  .  .  .  .  !
query concessionStatement         +  +  +  +  +  +  +  .  .  .  .  .  !
query concessionTerms             +  +  +  +  +  +  +  .  .  .  .  .  !
query connection                  +  .  .  .  .  .  .  .  .  .  .  .  !
query connections                 +  .  .  .  .  .  .  .  .  .  .  .  !
query consistencyProof            +  +  +  +  +  +  +  +  +  +  +  +  +
query counterDays                 +  +  +  +  +  +  +  .  .  .  +  +  !
query counterDeclarations         +  +  +  +  +  +  +  .  .  .  .  .  !
query counters                    +  +  +  +  +  +  +  .  .  .  +  +  !
query county                      +  +  +  +  +  +  +  +  +  +  +  +  +
query deliveries                  +  .  .  .  .  .  .  .  .  .  .  .  !
query deliveryCheck               +  +  +  +  +  +  +  +  +  +  +  +  +
query disputes                    +  .  .  .  .  .  +  .  .  .  .  .  !
query events                      +  +  +  +  +  +  +  +  +  +  +  +  +
query feedPosition                +  +  +  +  +  +  +  +  +  +  +  +  +
query heritageMarks               +  +  +  +  +  +  +  +  +  +  +  +  +
query household                   +  +  +  +  +  +  .  .  .  .  .  .  !
query households                  +  +  +  +  +  +  .  .  .  .  .  .  !
query inboxMessages               +  .  .  .  .  .  .  .  .  .  .  .  !
query inclusionProof              +  +  +  +  +  +  +  +  +  +  +  +  +
query incomeReport                +  +  +  +  +  +  +  +  +  +  +  +  +
query industryHall                +  +  +  +  +  +  +  +  +  +  +  +  +
query industryHalls               +  +  +  +  +  +  +  +  +  +  +  +  +
query inspections                 +  +  +  +  +  +  +  +  +  +  +  +  +
query keptLines                   +  +  +  +  +  +  +  .  .  .  .  .  !
query kiosk                       +  +  +  +  +  +  +  .  .  .  +  +  !
query kioskDeviceKey              +  .  .  .  .  .  .  .  .  .  .  .  !
query kiosks                      +  +  +  +  +  +  +  .  .  .  +  +  !
query latestTreeHead              +  +  +  +  +  +  +  +  +  +  +  +  +
query ledgerBalances              +  .  .  .  .  .  +  .  .  .  .  .  !
query limitTables                 +  +  +  +  +  +  +  +  +  +  +  +  +
query logKeys                     +  +  +  +  +  +  +  +  +  +  +  +  +
query monitoring                  +  +  +  +  +  +  +  +  +  +  +  +  +
query nearestShops                +  +  +  +  +  +  +  +  +  +  +  +  +
query node                        +  +  +  +  +  +  +  +  +  +  +  +  +
query nodes                       +  +  +  +  +  +  +  +  +  +  +  +  +
query operatorPledges             +  +  +  +  +  +  +  +  +  +  +  +  +
query order                       +  +  +  +  +  +  +  +  .  +  +  +  !
query orders                      +  +  +  +  +  +  +  +  .  +  +  +  !
query outletAlerts                +  +  +  +  +  +  +  .  .  .  .  .  !
query payoutRun                   +  +  +  .  .  .  +  .  .  .  .  .  !
query payoutRuns                  +  +  +  .  .  .  +  .  .  .  .  .  !
query pickingBookings             +  +  +  +  +  +  +  +  +  +  +  +  !
query pickingExperience           +  +  +  +  +  +  +  +  +  +  +  +  +
query pickingExperiences          +  +  +  +  +  +  +  +  +  +  +  +  +
query place                       +  +  +  +  +  +  +  +  +  +  +  +  +
query producerAlliances           +  +  +  +  +  +  +  .  .  .  .  .  !
query producerStatement           +  +  +  .  .  .  +  .  .  .  .  .  !
query product                     +  +  +  +  +  +  +  +  +  +  +  +  +
query products                    +  +  +  +  +  +  +  +  +  +  +  +  +
query refunds                     +  +  +  +  +  +  +  +  .  +  +  +  !
query sharePlan                   +  +  +  +  +  +  +  +  +  +  +  +  +
query shop                        +  +  +  +  +  +  +  +  +  +  +  +  +
query shops                       +  +  +  +  +  +  +  +  +  +  +  +  +
query sites                       +  +  +  +  +  +  +  +  +  +  +  +  +
query stockItems                  +  +  +  +  +  +  +  +  +  +  +  +  +
query stories                     +  +  +  +  +  +  +  +  +  +  +  +  +
query township                    +  +  +  +  +  +  +  +  +  +  +  +  +
query treeHeads                   +  +  +  +  +  +  +  +  +  +  +  +  +
query trace                       +  +  +  +  +  +  +  +  +  +  +  +  +
query traceEvents                 +  +  +  +  +  +  +  +  +  +  +  +  +
query vends                       +  +  +  +  +  +  +  .  .  .  +  +  !
query viewer                      +  +  +  +  +  +  +  +  +  +  +  +  +
query village                     +  +  +  +  +  +  +  +  +  +  +  +  +
query villagesWithoutOfficer      +  +  +  +  +  +  +  .  .  .  .  .  !
query wechatTemplates             +  +  +  +  +  +  +  +  +  +  +  +  +
subscription kioskFeed            +  +  +  +  +  +  +  .  .  .  +  +  !
subscription orderChanges         +  +  +  +  +  +  +  +  .  +  +  +  !
subscription productChanges       +  +  +  +  +  +  +  +  +  +  +  +  +
subscription stockChanges         +  +  +  +  +  +  +  +  +  +  +  +  +
`;
