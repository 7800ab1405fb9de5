// One authorization with golang.org/x/oauth2 at its defaults: no PKCE, no nonce, and it finds out how to send the secret.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"

	"golang.org/x/oauth2"
)

func main() {
	var metadata, userinfo map[string]any
	read(http.DefaultClient, os.Getenv("ISSUER")+"/.well-known/openid-configuration", &metadata)
	config := oauth2.Config{
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		RedirectURL:  os.Getenv("REDIRECT_URI"),
		Scopes:       strings.Split(os.Getenv("SCOPE"), " "),
		Endpoint: oauth2.Endpoint{
			AuthURL:  metadata["authorization_endpoint"].(string),
			TokenURL: metadata["token_endpoint"].(string),
		},
	}
	write(map[string]any{"url": config.AuthCodeURL("state-1")})

	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	check(err)
	callback, err := url.Parse(strings.TrimSpace(line))
	check(err)
	token, err := config.Exchange(context.Background(), callback.Query().Get("code"))
	check(err)
	read(config.Client(context.Background(), token), metadata["userinfo_endpoint"].(string), &userinfo)
	scope, _ := token.Extra("scope").(string)
	write(map[string]any{"scope": strings.Split(scope, " "), "sub": userinfo["sub"]})
}

func read(client *http.Client, address string, into any) {
	answer, err := client.Get(address)
	check(err)
	defer answer.Body.Close()
	check(json.NewDecoder(answer.Body).Decode(into))
}

func write(value any) { check(json.NewEncoder(os.Stdout).Encode(value)) }

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
