package index_test

import (
	"context"
	"fmt"
	"os"

	"sarsen/index"
	"sarsen/index/query"
)

// Example indexes two documents and finds one by an identifier that is spaced
// differently.
func Example() {
	dir, err := os.MkdirTemp("", "index")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	ctx := context.Background()
	engine, err := index.Open(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = engine.Close() }()
	text := "Ms O’Neill, NI number QQ 12 34 56 C, called about the fence."
	err = engine.Update(ctx, []index.Document{{ID: "1", Text: text}, {ID: "2", Text: "Minutes"}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	q, err := query.Parse("oneill QQ123456C")
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := engine.Search(ctx, q, index.Options{Spans: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, hit := range result.Hits {
		for _, s := range hit.Spans {
			fmt.Println(hit.ID, text[s.Start:s.End])
		}
	}
	// Output:
	// 1 O’Neill
	// 1 QQ 12 34 56 C
}
