package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/index/person"
)

// match is a verdict on an item as the register keeps it.
func match(item catalogue.Item, v person.Verdict) request.Match {
	return request.Match{
		Item: item.ID, Source: item.Source, Path: item.Path, Part: item.Part, MessageID: item.MessageID, Title: item.Title, Date: item.Date(),
		Likelihood: string(v.Likelihood), Score: v.Score, Against: against(v), Reasons: reasons(v), About: string(v.About), Family: item.Family,
		Thread: opening(item), MediaType: item.MediaType, Parent: item.Parent, SHA256: item.SHA256, EntrySHA256: item.EntrySHA256, TextHash: item.TextHash,
	}
}

// SortMatches sorts by likelihood, score and place.
func SortMatches(ms []request.Match) {
	slices.SortFunc(ms, func(a, b request.Match) int {
		return cmp.Or(cmp.Compare(Rank(a.Likelihood), Rank(b.Likelihood)), cmp.Compare(b.Score, a.Score),
			strings.Compare(a.Source, b.Source), strings.Compare(a.Path, b.Path), strings.Compare(a.Part, b.Part))
	})
}

// Rank orders likelihoods, the surest first.
func Rank(likelihood string) int {
	return slices.Index([]string{"certain", "likely", "possible", "unlikely"}, likelihood)
}

// reasons are the verdict's, as the register keeps them.
func reasons(v person.Verdict) []request.Reason {
	out := make([]request.Reason, 0, len(v.Reasons))
	for _, r := range v.Reasons {
		out = append(out, request.Reason{Fact: r.Fact, Text: r.Text, Start: r.Start, End: r.End, Field: r.Field, Weight: r.Weight})
	}
	return out
}

// against puts contradictions into words.
func against(v person.Verdict) []string {
	var out []string
	for _, c := range v.Contradictions {
		out = append(out, c.Against())
	}
	return out
}
