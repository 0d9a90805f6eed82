/** The ledger knows who delivered an order's goods, and what a point paid or owes for goods that it took in. Part of M0024Market. */
export const ALLOTMENT_UP = `
      alter table ledger_account drop constraint ledger_account_kind_check;
      alter table ledger_account add constraint ledger_account_kind_check check (kind in
        ('CLEARING', 'SUSPENSE', 'PLATFORM', 'CHANNEL_FEE', 'LOGISTICS', 'VILLAGE_POINT', 'PRODUCER_PENDING', 'PRODUCER', 'BANK',
         -- by site: goods taken in and not sold yet, and the cash that was paid for them; by producer: what is due for them
         'PURCHASE', 'POINT_CASH', 'COLLECTION_DUE'));
      alter table ledger_entry drop constraint ledger_entry_kind_check;
      alter table ledger_entry add constraint ledger_entry_kind_check check (kind in
        ('SALE', 'REFUND', 'RELEASE', 'RECEIVED', 'RETURNED', 'PAYOUT', 'PAYOUT_RETURNED', 'ALLOTTED', 'COLLECTED', 'COLLECTION_PAID'));

      -- Split anew, once, when the order's goods have left: among those who delivered them.
      alter table order_settlement add column allotted boolean not null default false;
      -- An alliance may have thousands of members.
      alter table order_share alter column no type int;
      -- Of a producer's share: what the point already paid or owes for the goods, and so gets back.
      alter table order_share add column receipt_id uuid references collection_receipt;
      alter table order_share add constraint order_share_receipt_of_producer check (receipt_id is null or party = 'PRODUCER');
      create index order_share_receipt on order_share(receipt_id) where receipt_id is not null;
      create index collection_receipt_share on collection_receipt(share_id) where share_id is not null;
      create index order_allocation_made on order_allocation(made_at);
    `;

// Entries are never deleted: those of the new kinds stay.
export const ALLOTMENT_DOWN = `
      drop index order_allocation_made, collection_receipt_share;
      alter table order_share drop column receipt_id;
      alter table order_share alter column no type smallint;
      alter table order_settlement drop column allotted;
      alter table ledger_entry drop constraint ledger_entry_kind_check;
      alter table ledger_entry add constraint ledger_entry_kind_check check (kind in
        ('SALE', 'REFUND', 'RELEASE', 'RECEIVED', 'RETURNED', 'PAYOUT', 'PAYOUT_RETURNED')) not valid;
      alter table ledger_account drop constraint ledger_account_kind_check;
      alter table ledger_account add constraint ledger_account_kind_check check (kind in
        ('CLEARING', 'SUSPENSE', 'PLATFORM', 'CHANNEL_FEE', 'LOGISTICS', 'VILLAGE_POINT', 'PRODUCER_PENDING', 'PRODUCER', 'BANK')) not valid;
    `;
