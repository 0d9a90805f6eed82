import type { IdeTab } from './ide.js';

/** What a newcomer opens first: the county, its villages, its goods, its stock as it changes. */
export const firstQueries = (villageCode: string): readonly IdeTab[] => [
  {
    name: '县乡村 County',
    query: `# 固镇县的乡镇，以及各乡镇的贫困村。The county's townships, and the poor villages of each.
query County {
  county {
    code
    name
    townships {
      code
      name
      villages(category: POOR) {
        code
        name
        category
      }
    }
  }
}
`,
  },
  {
    name: '村 Village',
    query: `query Village($code: PlaceCode!) {
  village(code: $code) {
    name
    category
    township {
      name
    }
  }
}
`,
    variables: { code: villageCode },
  },
  {
    name: '农产品 Products',
    query: `# 搜“花生”也找到“固镇黑花生”。A search for 花生 finds 固镇黑花生 too.
query Products($search: String, $villageCode: PlaceCode) {
  products(first: 50, filter: { search: $search, villageCode: $villageCode }) {
    edges {
      node {
        id
        name
        unit
        scale
        priceFen
        stock {
          available
        }
        producer {
          id
          displayName
          ... on Household {
            village {
              name
              township {
                name
              }
            }
          }
        }
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
`,
    variables: { search: '花生', villageCode: null },
  },
  {
    name: '库存 Stock',
    query: `# 需要登录：把 "yizhan token --role COUNTY_OPERATOR" 的输出放进请求头 Authorization: Bearer …
# Needs a credential: put what that command prints into the Authorization header.
query Stock {
  stockItems(first: 50) {
    edges {
      node {
        id
        onHand
        reserved
        available
        version
        product {
          id
        }
        site {
          code
        }
      }
    }
  }
}
`,
  },
  {
    name: '库存变动 Stock changes',
    query: `# 先是全部，然后是每次变动；断线后用最后的 cursor 接着来。First all, then each change; resume with the last cursor.
subscription StockChanges($after: Cursor, $filter: StockChangesFilter) {
  stockChanges(after: $after, filter: $filter) {
    __typename
    ... on StockSnapshot {
      cursor
      items {
        product {
          id
        }
        site {
          code
        }
        onHand
        reserved
        available
        version
      }
    }
    ... on StockChange {
      cursor
      sequence
      occurredAt
      item {
        product {
          id
        }
        site {
          code
        }
        onHand
        reserved
        available
        version
      }
    }
    ... on ResyncRequired {
      reason
    }
  }
}
`,
    variables: { after: null, filter: null },
  },
];
