package pipeline

import (
	"context"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/index/person"
)

// ByHand is the match of an item that an officer adds although find did not
// find it. It stays out of the pack until they decide.
func ByHand(item catalogue.Item) request.Match {
	return request.Match{
		Item: item.ID, Source: item.Source, Path: item.Path, Part: item.Part, MessageID: item.MessageID, Title: item.Title, Date: item.Date(),
		Likelihood: string(person.Unlikely), Against: []string{"not found by the profile; added by hand"}, About: string(person.AboutSubject),
		Reasons: []request.Reason{}, Family: item.Family, Thread: opening(item), MediaType: item.MediaType, Parent: item.Parent,
		SHA256: item.SHA256, EntrySHA256: item.EntrySHA256, TextHash: item.TextHash,
	}
}

// Added is the match of an item, or of a part of one, that an officer added to
// the request as a. It is the subject's, because they say so; title and date are
// those they gave, where it is no part.
func (f *Find) Added(ctx context.Context, subject *person.Subject, item catalogue.Item, text catalogue.Text, a request.Added) request.Match {
	m := match(item, subject.Weigh(evidence(subject, item, text, f.rarity(ctx))))
	m.Likelihood, m.Score, m.Against, m.About = string(person.Certain), 1, nil, string(person.AboutSubject)
	m.AddedBy, m.AddedAt, m.AddedAs, m.Terms = a.By, a.At, a.Kind, a.Source
	if item.Part != "" {
		return m
	}
	if a.Title != "" {
		m.Title = a.Title
	}
	if !a.Day.IsZero() {
		m.Date = a.Day
	}
	return m
}
